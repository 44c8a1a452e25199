// The draft editor. Without it the form is a plain text area and a button; with it the same form checks while one types.
//
//   <form data-editor data-check="/drafts/7/check" data-keep="/kept" data-nonce="…">
//     <input type="hidden" name="token"> <input type="hidden" name="version"> <textarea name="text">
//   <div data-exposed aria-live="polite">…</div>   what the server found, as HTML
//   <p data-editor-notice role="status"></p>
//
// `check` answers {version, marks: [[from, to, level, label]], html} for the text it was sent. Offsets count code points;
// they become UTF-16 units in `units` below and nowhere else. Inside the answer's HTML a button with
// data-edits='[[from, to, "new words"]]' rewords, and data-at="from,to" shows where.

import { Compartment, EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, drawSelection, keymap } from "@codemirror/view";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";

const setMarks = StateEffect.define();
const marks = StateField.define({
    create: () => Decoration.none,
    update(value, transaction) {
        let next = value.map(transaction.changes);
        for (const effect of transaction.effects) if (effect.is(setMarks)) next = effect.value;
        return next;
    },
    provide: (field) => EditorView.decorations.from(field),
});

// Code point offset → UTF-16 offset, for one text.
function units(text) {
    if (!/[\ud800-\udbff]/.test(text)) return (offset) => offset;
    const at = [0];
    for (const letter of text) at.push(at[at.length - 1] + letter.length);
    return (offset) => at[Math.min(offset, at.length - 1)];
}

function decorations(text, found) {
    const unit = units(text);
    const ranges = found
        .map(([from, to, level, label]) => [unit(from), unit(to), level, label])
        .filter(([from, to]) => from < to && to <= text.length)
        .sort((one, other) => one[0] - other[0] || one[1] - other[1]);
    return Decoration.set(
        ranges.map(([from, to, level, label]) =>
            Decoration.mark({ class: `mark mark-${level}`, attributes: { title: label } }).range(from, to),
        ),
        true,
    );
}

function start(form) {
    const area = form.querySelector("textarea[name=text]");
    const exposed = document.querySelector("[data-exposed]");
    const notice = document.querySelector("[data-editor-notice]");
    const token = form.querySelector("[name=token]").value;
    const version = form.querySelector("[name=version]");
    const readOnly = new Compartment();
    let sequence = 0;
    let checkedText = null;
    let timer = 0;
    let running = null;
    let stopped = false;

    const say = (words) => {
        if (notice) notice.textContent = words;
    };
    const body = (text) => {
        const data = new URLSearchParams(new FormData(form));
        data.set("token", token);
        data.set("text", text);
        return data;
    };

    const view = new EditorView({
        parent: form.querySelector("[data-editor-here]") || form,
        state: EditorState.create({
            doc: area.value,
            extensions: [
                EditorView.cspNonce.of(form.dataset.nonce),
                history(),
                drawSelection(),
                EditorView.lineWrapping,
                EditorView.contentAttributes.of({
                    "aria-label": area.getAttribute("aria-label") || area.labels?.[0]?.textContent.trim() || "",
                    "aria-describedby": area.getAttribute("aria-describedby") || "",
                    lang: form.dataset.lang || "",
                    spellcheck: "false",
                    autocorrect: "off",
                    autocapitalize: "off",
                }),
                // Tab leaves the editor: nobody is caught in it.
                keymap.of([{ key: "Mod-Enter", run: () => (check(), true) }, ...defaultKeymap, ...historyKeymap]),
                marks,
                readOnly.of(EditorState.readOnly.of(area.readOnly)),
                EditorView.updateListener.of((update) => {
                    if (!update.docChanged) return;
                    area.value = update.state.doc.toString();
                    schedule();
                }),
            ],
        }),
    });
    area.hidden = true;
    area.required = false;
    form.classList.add("enhanced");
    view.dom.addEventListener("compositionend", () => schedule());

    function schedule() {
        clearTimeout(timer);
        if (!stopped) timer = setTimeout(() => (view.composing ? schedule() : check()), 150);
    }

    async function check() {
        clearTimeout(timer);
        const text = view.state.doc.toString();
        const mine = ++sequence;
        running?.abort();
        running = new AbortController();
        let answer;
        try {
            answer = await fetch(form.dataset.check, {
                method: "POST",
                body: body(text),
                headers: { Accept: "application/json" },
                signal: running.signal,
                credentials: "same-origin",
            });
        } catch (error) {
            if (error.name !== "AbortError") say(form.dataset.unreached || "");
            return;
        }
        if (mine !== sequence) return;
        if (answer.status === 401 || answer.status === 403) return leave(text);
        const result = await answer.json().catch(() => null);
        if (!result || mine !== sequence) return;
        say(result.notice || "");
        if (result.stop) {
            // Another tab has saved this draft since: what stands here is kept, and nothing more is sent over the other's words.
            stopped = true;
            view.dispatch({ effects: readOnly.reconfigure(EditorState.readOnly.of(true)) });
            return;
        }
        if (result.version && version) version.value = result.version;
        if (!answer.ok) return;
        show(text, result);
    }

    function show(text, result) {
        checkedText = text;
        if (view.state.doc.toString() === text) {
            view.dispatch({ effects: setMarks.of(decorations(text, result.marks || [])) });
        }
        if (exposed && result.html !== undefined) {
            const open = new Set([...exposed.querySelectorAll("details[open][id]")].map((element) => element.id));
            const focused = exposed.contains(document.activeElement) ? document.activeElement.id : "";
            exposed.innerHTML = result.html;
            for (const id of open) document.getElementById(id)?.setAttribute("open", "");
            if (focused) document.getElementById(focused)?.focus();
        }
        form.dispatchEvent(new CustomEvent("desk:checked", { bubbles: true }));
    }

    // The vault was locked meanwhile. The text goes to the server once more, which can only seal it, and leaves the screen.
    async function leave(text) {
        stopped = true;
        if (form.dataset.keep) {
            await fetch(form.dataset.keep, { method: "POST", body: body(text), credentials: "same-origin" }).catch(() => null);
        }
        view.dispatch({ changes: { from: 0, to: view.state.doc.length }, effects: readOnly.reconfigure([]) });
        location.replace(document.body.dataset.locked || "/locked");
    }
    document.addEventListener("desk:idle", () => {
        if (!stopped && view.state.doc.toString() !== checkedText) leave(view.state.doc.toString());
    });

    document.addEventListener("click", (event) => {
        const reword = event.target.closest("[data-edits]");
        if (reword) {
            event.preventDefault();
            if (view.state.doc.toString() !== checkedText) return void check();
            const unit = units(checkedText);
            const changes = JSON.parse(reword.dataset.edits).map(([from, to, insert]) => ({
                from: unit(from),
                to: unit(to),
                insert,
            }));
            view.dispatch({ changes, userEvent: "input.reword" });
            check();
            view.focus();
            return;
        }
        const place = event.target.closest("[data-at]");
        if (!place || checkedText === null) return;
        event.preventDefault();
        const unit = units(checkedText);
        const [from, to] = place.dataset.at.split(",").map(Number);
        if (unit(to) > view.state.doc.length) return;
        view.dispatch({ selection: { anchor: unit(from), head: unit(to) }, scrollIntoView: true });
        view.focus();
    });

    check();
}

for (const form of document.querySelectorAll("form[data-editor]")) start(form);
