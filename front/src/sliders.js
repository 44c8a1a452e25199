// Ranges as sliders, and the strips redrawn while dragging. Without it the number fields and the button do the same.
//
//   <form data-live="/decide/7/redraw" data-target="#strips">
//     <fieldset data-range data-shape="log|uniform" data-min="0.001" data-max="1">
//       <input type="number" name="mu.low"> <input type="number" name="mu.best"> <input type="number" name="mu.high">

const STEPS = 1000;

function scale(field) {
    const low = Number(field.dataset.min);
    const high = Number(field.dataset.max);
    if (field.dataset.shape === "log" && low > 0) {
        const span = Math.log(high / low);
        return {
            value: (position) => low * Math.exp((span * position) / STEPS),
            position: (value) => Math.round((STEPS * Math.log(Math.max(value, low) / low)) / span),
        };
    }
    return {
        value: (position) => low + ((high - low) * position) / STEPS,
        position: (value) => Math.round((STEPS * (value - low)) / (high - low)),
    };
}

// As many digits as a person would say: two that count.
const round = (value) => Number(value.toPrecision(value >= 100 ? 3 : 2));

function handles(field, changed) {
    const numbers = [...field.querySelectorAll("input[type=number]")];
    const { value, position } = scale(field);
    const track = document.createElement("div");
    track.className = "handles";
    const sliders = numbers.map((number, index) => {
        const slider = document.createElement("input");
        slider.type = "range";
        slider.min = 0;
        slider.max = STEPS;
        slider.value = position(Number(number.value));
        slider.className = ["low", "best", "high"][numbers.length === 2 ? index * 2 : index];
        slider.setAttribute("aria-label", `${field.querySelector("legend")?.textContent.trim() || ""}: ${number.labels?.[0]?.textContent.trim() || ""}`);
        const spoken = () => slider.setAttribute("aria-valuetext", `${number.value} ${field.dataset.unit || ""}`.trim());
        spoken();
        slider.addEventListener("input", () => {
            number.value = round(value(Number(slider.value)));
            // One handle pushes the others: a range never stands upside down.
            for (const [other, its] of numbers.entries()) {
                if (other < index && Number(its.value) > Number(number.value)) its.value = number.value;
                if (other > index && Number(its.value) < Number(number.value)) its.value = number.value;
            }
            for (const [other, its] of numbers.entries()) if (other !== index) sliders[other].value = position(Number(its.value));
            spoken();
            changed();
        });
        slider.addEventListener("change", () => changed(true));
        number.addEventListener("input", () => {
            slider.value = position(Number(number.value));
            spoken();
            changed();
        });
        track.append(slider);
        return slider;
    });
    field.append(track);
}

function start(form) {
    const target = document.querySelector(form.dataset.target);
    let running = false;
    let again = false;
    let released = false;

    async function redraw() {
        if (running) {
            again = true;
            return;
        }
        running = true;
        const data = new URLSearchParams(new FormData(form));
        if (released) data.set("released", "yes");
        released = false;
        try {
            const answer = await fetch(form.dataset.live, { method: "POST", body: data, credentials: "same-origin" });
            if (answer.status === 401) location.replace(document.body.dataset.locked || "/locked");
            else target.innerHTML = await answer.text();
            form.dispatchEvent(new CustomEvent("desk:redrawn", { bubbles: true }));
        } catch {
            // The server is not there; the numbers stand in their fields and can be sent with the button.
        }
        running = false;
        if (again) {
            again = false;
            redraw();
        }
    }

    for (const field of form.querySelectorAll("[data-range]")) {
        handles(field, (done) => {
            released ||= Boolean(done);
            redraw();
        });
    }
    form.classList.add("enhanced");
}

for (const form of document.querySelectorAll("form[data-live]")) start(form);
