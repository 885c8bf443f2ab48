// Keys for those who work through a list: j k Enter c s e a x / ?. Everything they do is a link or a button of the page, too.
const storageKey = "csml-keys";
const rows = [...document.querySelectorAll("[data-row]")];
const help = document.querySelector("dialog[data-help]");
const helpButton = document.querySelector("button[data-help-open]");
const toggle = help?.querySelector("input[data-keys]");

function isOn() {
  try {
    return localStorage.getItem(storageKey) !== "off";
  } catch {
    return true;
  }
}

function remember(on) {
  try {
    localStorage.setItem(storageKey, on ? "on" : "off");
  } catch {
    // A browser that keeps nothing has the keys on.
  }
}

const current = () => rows.find((row) => row.contains(document.activeElement));

function move(step) {
  if (rows.length === 0) {
    return;
  }

  const at = rows.indexOf(current());
  const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + step, 0), rows.length - 1);
  rows[next].focus();
  rows[next].scrollIntoView({ block: "nearest" });
}

/** The form of a change: of the row in focus or the first row; on other pages the first there is. */
function formOf(action) {
  const place = rows.length === 0 ? document : (current() ?? rows[0]);
  return place.querySelector(`form[data-do="${action}"]`);
}

/** Opens what a form is folded into, and goes to its first field or button. */
function show(action) {
  const form = formOf(action);
  if (!form) {
    return;
  }

  const folded = form.closest("details");
  if (folded) {
    folded.open = true;
  }

  form.querySelector("select, input:not([type=hidden]), textarea, button").focus();
}

function disagree() {
  const place = rows.length === 0 ? document : (current() ?? rows[0]);
  const link = place.querySelector("a[data-disagree]");
  if (link) {
    link.click();
  } else {
    document.querySelector("#disagree")?.querySelector("input:not([type=hidden]), select, textarea, button")?.focus();
  }
}

const keys = {
  j: () => move(1),
  k: () => move(-1),
  Enter: () => current()?.querySelector("a[data-open]")?.click(),
  c: () => show("create"),
  s: () => show("snooze"),
  e: () => show("complete"),
  a: () => show("assign"),
  x: disagree,
  "/": () => document.querySelector("#search")?.focus(),
  "?": () => help?.showModal(),
};

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, select, textarea, [contenteditable]");
  const isPressed = event.key === "Enter" && event.target.closest("a, button, summary");
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping || isPressed || help?.open || !Object.hasOwn(keys, event.key)) {
    return;
  }

  if (event.key === "Enter" || event.key === "?" || isOn()) {
    if (event.key !== "Enter" || current()) {
      event.preventDefault();
    }

    keys[event.key]();
  }
});

if (help && helpButton) {
  helpButton.hidden = false;
  helpButton.addEventListener("click", () => help.showModal());
  toggle.checked = isOn();
  toggle.addEventListener("change", () => remember(toggle.checked));
}
