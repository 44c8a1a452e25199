// The draft editor. Without it the form is a plain text area and a button; with it the same form checks while one types.
//
//   <form data-editor data-check="/drafts/7/check" data-nonce="…">
//     <input type="hidden" name="token"> <input type="hidden" name="version"> <textarea name="text">
//   <div data-exposed>…</div>                      what the server found, as HTML
//   <div data-ways data-waiting="…">…</div>        how to say it with less, asked for when nothing was typed for a while
//   <p data-editor-notice role="status"></p>
//
// `check` answers {version, marks: [[from, to, level, label]], html, ways} for the text it was sent. Offsets count code
// points; they become UTF-16 units in `units` below and nowhere else. Inside the answers a button with
// data-edits='[[from, to, "new words"]]' rewords, data-at="from,to" shows where, and what has data-within is sent or
// followed only after what was typed is kept.

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
            Decoration.mark({ tagName: "mark", class: level, attributes: { title: label } }).range(from, to),
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
    let idle = 0;
    let running = null;
    let stopped = false;
    let kept = true;
    const ways = document.querySelector("[data-ways]");

    const say = (words) => {
        if (notice) notice.textContent = words;
    };
    const body = (text, keep) => {
        const data = new URLSearchParams(new FormData(form));
        data.set("text", text);
        if (keep) data.set("keep", "1");
        return data;
    };
    const headers = { Accept: "application/json", "X-Underice-Token": token };

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
                    // Long drafts scroll: said outright that the keyboard reaches them.
                    tabindex: "0",
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
                    kept = false;
                    say(form.dataset.typing || "");
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

    async function check(keep = false) {
        clearTimeout(timer);
        clearTimeout(idle);
        const text = view.state.doc.toString();
        const mine = ++sequence;
        running?.abort();
        running = new AbortController();
        let answer;
        try {
            answer = await fetch(form.dataset.check, {
                method: "POST",
                body: body(text, keep),
                headers,
                signal: running.signal,
                credentials: "same-origin",
            });
        } catch (error) {
            if (error.name !== "AbortError") say(form.dataset.unreached || "");
            return;
        }
        if (mine !== sequence) return;
        if (answer.status === 401) return leave(answer.headers.get("x-underice-locked"));
        const result = await answer.json().catch(() => null);
        if (!result || mine !== sequence) return;
        if (result.notice) say(result.notice);
        if (result.stop) {
            // Another window has kept this draft since: what stands here stays, and nothing is sent over the other's words.
            stopped = true;
            notice?.classList.add("notice", "bad");
            view.dispatch({ effects: readOnly.reconfigure(EditorState.readOnly.of(true)) });
            return;
        }
        if (!answer.ok) return;
        if (result.version) {
            for (const field of document.querySelectorAll("input[name=version]")) field.value = result.version;
        }
        kept = result.kept || keep;
        show(text, result);
        if (!kept) idle = setTimeout(() => check(true), 2500);
        else idle = setTimeout(() => soften(result.ways), 300);
    }

    // How to say it with less takes longer than a keystroke: asked for when the draft rests, and only shown if it still does.
    async function soften(address) {
        if (!ways || !address || view.state.doc.toString() !== checkedText || ways.dataset.of === address) return;
        ways.dataset.of = address;
        const busy = document.createElement("p");
        busy.className = "hint";
        busy.textContent = ways.dataset.waiting || "";
        ways.append(busy);
        const asked = checkedText;
        const answer = await fetch(address, { headers, credentials: "same-origin" }).catch(() => null);
        busy.remove();
        if (!answer?.ok || view.state.doc.toString() !== asked) {
            delete ways.dataset.of;
            return;
        }
        ways.innerHTML = await answer.text();
    }

    function show(text, result) {
        checkedText = text;
        if (view.state.doc.toString() === text) {
            view.dispatch({ effects: setMarks.of(decorations(text, result.marks || [])) });
        }
        const headline = document.querySelector("[data-headline]");
        if (headline && result.headline !== undefined && headline.innerHTML.trim() !== result.headline.trim()) {
            headline.innerHTML = result.headline;
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

    // The vault is locked. What was typed was sent, and is kept sealed; it leaves the screen.
    function leave(where) {
        stopped = true;
        view.dispatch({ changes: { from: 0, to: view.state.doc.length }, effects: readOnly.reconfigure([]) });
        location.replace(where || document.body.dataset.locked || "/unlock");
    }
    const flush = () => {
        if (kept || stopped) return;
        fetch(form.dataset.check, { method: "POST", body: body(view.state.doc.toString(), true), headers, keepalive: true }).catch(
            () => null,  // too long to be sent while leaving, or nobody answers: what was kept last stands
        );
    };
    document.addEventListener("desk:idle", flush);
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && flush());

    // Forms and links beside the editor lead away from it: what was typed is kept first.
    async function within(go) {
        if (!kept && !stopped) await check(true);
        go();
    }
    document.addEventListener(
        "submit",
        (event) => {
            const other = event.target.closest("form[data-within]");
            if (!other || kept) return;
            event.preventDefault();
            event.stopImmediatePropagation();
            within(() => other.submit());
        },
        true,
    );
    for (const name of ["published", "audience", "case"]) {
        form.elements[name]?.addEventListener("change", () => {
            kept = false;
            check(true);
        });
    }
    // What is selected in the draft is what is to be told about.
    view.dom.addEventListener("focusout", () => {
        const { from, to } = view.state.selection.main;
        if (to - from < 1 || to - from > 200) return;
        for (const field of document.querySelectorAll("[data-selection]")) {
            if (!field.value) field.value = view.state.sliceDoc(from, to).trim();
        }
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
            check(true);
            view.focus();
            return;
        }
        const away = event.target.closest("a[data-within]");
        if (away && !kept) {
            event.preventDefault();
            within(() => location.assign(away.href));
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
