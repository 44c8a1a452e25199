// Ranges as sliders, and the strips redrawn while dragging. Without it the number fields and the button do the same.
//
//   <form data-live="/decide/7/redraw" data-target="#strips">
//     <fieldset data-range data-shape="log|uniform" data-min="0.001" data-max="1" data-unit="days">
//       <input type="number" name="mu.low"> <input type="number" name="mu.best"> <input type="number" name="mu.high">
//       <div data-track></div>      where the handles go
//
// The best guess may be empty: its handle then stands in the middle, and moves with the others until it is taken.

const STEPS = 1000;
const REST = 500; // milliseconds

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
        slider.className = ["low", "best", "high"][numbers.length === 2 ? index * 2 : index];
        slider.setAttribute("aria-label", `${field.querySelector("legend")?.textContent.trim() || ""}: ${number.labels?.[0]?.textContent.trim() || ""}`);
        const spoken = () => slider.setAttribute("aria-valuetext", number.value ? `${number.value} ${field.dataset.unit || ""}`.trim() : "–");
        slider.addEventListener("input", () => {
            number.value = round(value(Number(slider.value)));
            // One handle pushes the others: a range never stands upside down.
            for (const [other, its] of numbers.entries()) {
                if (its.value === "") continue;
                if (other < index && Number(its.value) > Number(number.value)) its.value = number.value;
                if (other > index && Number(its.value) < Number(number.value)) its.value = number.value;
            }
            stand(index);
            changed();
        });
        slider.addEventListener("change", () => changed(true));
        number.addEventListener("input", () => {
            stand(-1);
            changed();
        });
        track.append(slider);
        slider.spoken = spoken;
        return slider;
    });
    function stand(moved) {
        const ends = [numbers[0], numbers.at(-1)].map((number) => position(Number(number.value)));
        for (const [other, its] of numbers.entries()) {
            if (other !== moved) sliders[other].value = its.value === "" ? (ends[0] + ends[1]) / 2 : position(Number(its.value));
            sliders[other].classList.toggle("unset", its.value === "");
            sliders[other].spoken();
        }
    }
    stand(-1);
    (field.querySelector("[data-track]") || field).append(track);
}

function start(form) {
    const target = document.querySelector(form.dataset.target);
    let running = false;
    let again = false;
    let released = false;
    let resting = 0;
    let long = null; // the answer with all futures, which is given up when a handle moves again

    async function redraw() {
        if (running) {
            again = true;
            long?.abort();
            return;
        }
        running = true;
        const data = new URLSearchParams(new FormData(form));
        if (released) data.set("released", "yes");
        long = released ? new AbortController() : null;
        released = false;
        try {
            const headers = { "x-underice-token": document.querySelector("meta[name=underice-token]").content };
            const answer = await fetch(form.dataset.live, { method: "POST", body: data, credentials: "same-origin", headers, signal: long?.signal });
            if (answer.status === 401) document.dispatchEvent(new CustomEvent("desk:locked", { detail: `/unlock?next=${encodeURIComponent(location.pathname)}` }));
            else if (answer.ok) {
                const open = [...target.querySelectorAll("details")].map((one) => one.open);
                const aside = target.querySelector(".wide")?.scrollLeft || 0;
                const [words, tall] = [await answer.text(), target.offsetHeight];
                target.innerHTML = words;
                for (const [place, one] of [...target.querySelectorAll("details")].entries()) one.open = Boolean(open[place]);
                if (target.querySelector(".wide")) target.querySelector(".wide").scrollLeft = aside;
                scrollBy(0, target.offsetHeight - tall); // what is being dragged stays under the finger
            }
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
            clearTimeout(resting);
            if (!done) redraw();
            // All futures are worked out once a handle rests; a key held down lets go of it many times a second.
            else resting = setTimeout(() => { released = true; redraw(); }, REST);
        });
    }
    form.classList.add("enhanced");
}

for (const form of document.querySelectorAll("form[data-live]")) start(form);
