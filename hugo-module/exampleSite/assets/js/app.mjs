for (const time of document.querySelectorAll("time")) {
  time.textContent = new Date(time.dateTime).toLocaleDateString(document.documentElement.lang);
}
