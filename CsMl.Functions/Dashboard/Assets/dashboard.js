// Writes numbers and dates as the reader is used to, and keeps what is going on up to date. The server has written all of it
// readably before.
const languages = navigator.languages;
const numbers = {
  decimal: { minimumFractionDigits: 2, maximumFractionDigits: 2 },
  number: { maximumFractionDigits: 1 },
  percent: { style: "percent", maximumFractionDigits: 2 },
  whole: { maximumFractionDigits: 0 },
};
const dates = {
  date: { dateStyle: "medium", timeZone: "UTC" },
  time: { dateStyle: "medium", timeStyle: "short" },
};

function numberOptions(data) {
  return data.dataset.currency
    ? { style: "currency", currency: data.dataset.currency, maximumFractionDigits: 0 }
    : numbers[data.dataset.kind];
}

function localize(root) {
  for (const data of root.querySelectorAll("data[data-kind]")) {
    data.textContent = new Intl.NumberFormat(languages, numberOptions(data)).format(Number(data.value));
  }

  for (const time of root.querySelectorAll("time[data-kind]")) {
    time.textContent = new Intl.DateTimeFormat(languages, dates[time.dataset.kind]).format(new Date(time.dateTime));
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
