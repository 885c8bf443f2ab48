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
  return kind === "days"
    ? days.format(daysTo(dateTime), "day")
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

localize(document);
document.querySelectorAll("[data-refresh]").forEach(keepCurrent);
