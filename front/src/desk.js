// Every page: keys, the sheet of keys, forms sent once, Hangul composition in searches, leaving the screen when idle.
// Nothing here is needed to read a page or to send a form.

const NOT_TYPED = "[type=range], [type=checkbox], [type=radio], [type=button], [type=submit], [type=file]";
const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null && !target.matches(NOT_TYPED);

function keys() {
    const sheet = document.getElementById("keys");
    document.addEventListener("keydown", (event) => {
        if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
        if (typing(event.target)) {
            if (event.key === "Escape") event.target.blur();
            return;
        }
        if (event.key === "?" && sheet) {
            event.preventDefault();
            if (sheet.open) sheet.close();
            else sheet.showModal();
            return;
        }
        if (sheet?.open || document.querySelector("dialog[open]")) return;
        const named = [...document.querySelectorAll("[data-key]")].find(
            (element) => element.dataset.key === event.key && !element.disabled,
        );
        if (!named) return;
        event.preventDefault();
        if (named.matches("input, textarea, select")) {
            named.focus();
            named.select?.();
        } else named.click();
    });
    sheet?.querySelector("[data-close]")?.addEventListener("click", () => sheet.close());
    for (const opener of document.querySelectorAll("[data-open-keys]")) {
        opener.addEventListener("click", (event) => {
            if (!sheet) return;
            event.preventDefault();
            sheet.showModal();
        });
    }
}

// While a syllable is being composed, each stage is an `input` event of its own. A search for ㄱ, 기 and 김 would be three
// searches, two of them for nobody: they are held back until the syllable stands.
function composition() {
    document.addEventListener(
        "input",
        (event) => {
            if (event.isComposing && event.target.matches("[data-search]")) event.stopImmediatePropagation();
        },
        true,
    );
    document.addEventListener("compositionend", (event) => {
        if (event.target.matches?.("[data-search]")) {
            event.target.dispatchEvent(new InputEvent("input", { bubbles: true }));
        }
    });
}

// A form is sent once. The server knows repeated sends too; this only spares the second click.
function once() {
    document.addEventListener("submit", (event) => {
        const form = event.target;
        if (form.getAttribute("method") !== "post" || form.matches("[data-many]")) return;
        if (form.dataset.sent) {
            event.preventDefault();
            return;
        }
        form.dataset.sent = "yes";
        setTimeout(() => delete form.dataset.sent, 8000);
    });
    // A page that comes back from the browser's memory may be older than the lock: it is asked for again.
    window.addEventListener("pageshow", (event) => {
        if (event.persisted) location.reload();
    });
}

// What was typed into a form and not sent is given to the server, which keeps it sealed and offers it after the passphrase.
// The editor keeps its own draft; passphrases are never sent.
function stash() {
    const token = document.querySelector("meta[name=underice-token]")?.content || "";
    const changed = (field) => field.value !== field.defaultValue && field.type !== "hidden";
    for (const form of document.forms) {
        if (form.getAttribute("method") !== "post" || form.matches("[data-editor], [data-within]") || form.querySelector("[type=password]")) continue;
        if (![...form.querySelectorAll("input:not([type=file]), textarea")].some(changed)) continue;
        const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
        const where = new URLSearchParams({ of: location.pathname, aim: form.getAttribute("action") || "" });
        fetch(`/keep?${where}`, { method: "POST", body, headers: { "X-Underice-Token": token }, keepalive: true });
    }
}

// Take the page away: what was typed is kept, and the reader is asked for the passphrase.
function leave(where) {
    stash();
    setTimeout(() => location.replace(where || document.body.dataset.locked || "/locked"), 400);
}

// The server locks by itself. This takes what is on the screen away at the same moment.
function idle() {
    document.addEventListener("desk:locked", (event) => leave(event.detail)); // a script was told so

    const seconds = Number(document.body.dataset.idle || 0);
    if (!seconds) return;
    let last = Date.now();
    for (const name of ["keydown", "pointerdown", "pointermove", "scroll", "input"]) {
        document.addEventListener(name, () => (last = Date.now()), { passive: true, capture: true });
    }
    setInterval(() => {
        if (Date.now() - last < seconds * 1000) return;
        document.dispatchEvent(new CustomEvent("desk:idle"));
        leave();
        last = Date.now();
    }, 1000);
}

// A file dropped anywhere on a marked area becomes the file of its form.
function drop() {
    for (const area of document.querySelectorAll("[data-drop]")) {
        const input = area.querySelector("input[type=file]");
        if (!input) continue;
        area.addEventListener("dragover", (event) => {
            event.preventDefault();
            area.classList.add("over");
        });
        area.addEventListener("dragleave", () => area.classList.remove("over"));
        area.addEventListener("drop", (event) => {
            event.preventDefault();
            area.classList.remove("over");
            if (!event.dataTransfer.files.length) return;
            input.files = event.dataTransfer.files;
            input.dispatchEvent(new Event("change", { bubbles: true }));
        });
    }
}

for (const start of [keys, composition, once, idle, drop]) start();
document.documentElement.classList.add("js");
