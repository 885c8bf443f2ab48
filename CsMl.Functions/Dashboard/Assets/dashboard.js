// Writes numbers and dates as the reader is used to. The server has written them readably before.
const languages = navigator.languages;
const numbers = { number: { maximumFractionDigits: 1 }, whole: { maximumFractionDigits: 0 }, percent: { style: "percent", maximumFractionDigits: 2 } };
const dates = { date: { dateStyle: "medium", timeZone: "UTC" }, time: { dateStyle: "medium", timeStyle: "short" } };

function optionsOf(data) {
  return data.dataset.currency
    ? { style: "currency", currency: data.dataset.currency, maximumFractionDigits: 0 }
    : numbers[data.dataset.kind];
}

for (const data of document.querySelectorAll("data[data-kind]")) {
  data.textContent = new Intl.NumberFormat(languages, optionsOf(data)).format(Number(data.value));
}

for (const time of document.querySelectorAll("time[data-kind]")) {
  time.textContent = new Intl.DateTimeFormat(languages, dates[time.dataset.kind]).format(new Date(time.dateTime));
}
