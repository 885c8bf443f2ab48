// Writes numbers and dates as the reader is used to, and keeps what is going on up to date. The server has written all of it
// readably before.
const languages = navigator.languages;
const numbers = {
  decimal: { minimumFractionDigits: 2, maximumFractionDigits: 2 },
  number: { maximumFractionDigits: 1 },
  percent: { style: "percent", maximumFractionDigits: 2 },
  short: { notation: "compact", maximumSignificantDigits: 3 },
  whole: { maximumFractionDigits: 0 },
};
const dates = {
  date: { dateStyle: "medium", timeZone: "UTC" },
  time: { dateStyle: "medium", timeStyle: "short" },
};

// In the language of the page's sentences.
const days = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });

function numberOptions({ kind, currency }) {
  return currency ? { ...numbers[kind], style: "currency", currency } : numbers[kind];
}

// From the reader's own day to one that is written yyyy-mm-dd.
function daysTo(day) {
  const now = new Date();
  return (Date.parse(day) - Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())) / 86_400_000;
}

function timeText({ dateTime, dataset: { kind } }) {
  const ahead = daysTo(dateTime);
  return kind === "days" || kind === "ago"
    ? days.format(kind === "ago" ? Math.min(ahead, 0) : ahead, "day")
    : new Intl.DateTimeFormat(languages, dates[kind]).format(new Date(dateTime));
}

function localize(root) {
  for (const data of root.querySelectorAll("data[data-kind]")) {
    data.textContent = new Intl.NumberFormat(languages, numberOptions(data.dataset)).format(Number(data.value));
  }

  for (const time of root.querySelectorAll("time[data-kind]")) {
    time.textContent = timeText(time);
  }
}

// An element with data-refresh is read again after so many seconds, until the server writes it without.
function keepCurrent(element) {
  if (element.dataset.refresh) {
    setTimeout(() => refresh(element), 1000 * Number(element.dataset.refresh));
  }
}

async function refresh(element) {
  const answer = await fetch(location.pathname, { credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const current = page.getElementById(element.id);
  if (answer.ok && current) {
    localize(current);
    element.replaceWith(current);
    keepCurrent(current);
  }
}

// The address says what was just changed; it is said once, and not again when the page is loaded anew.
const address = new URL(location.href);
if (address.searchParams.has("done")) {
  address.searchParams.delete("done");
  history.replaceState(null, "", address);
}

localize(document);
document.querySelectorAll("[data-refresh]").forEach(keepCurrent);
