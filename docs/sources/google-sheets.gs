/**
 * Sends each new row of this sheet to a source of callingly-bridge, once. The first row holds the names of the columns.
 * The address of the source stands in the script's properties and not in the sheet: whoever can see a sheet can copy it.
 */

/** The name of the tab whose rows are leads. */
const TAB = "Leads";
/** The column with the phone: a row waits until it has one. Whoever types a row by hand types that last. */
const PHONE = "Phone";
/** Columns that the script adds: an id of the row, and what became of it. */
const ID = "Bridge id";
const STATE = "Bridge";
/** As many rows in one run: Apps Script ends what takes longer than six minutes. */
const MOST_ROWS = 100;

/** Run this once by hand: it asks for the permissions and has Google run `sendNewRows`. */
function install() {
  address();
  for (const trigger of ScriptApp.getProjectTriggers()) {
    if (trigger.getHandlerFunction() === "sendNewRows") ScriptApp.deleteTrigger(trigger);
  }
  const book = SpreadsheetApp.getActive();
  ScriptApp.newTrigger("sendNewRows").forSpreadsheet(book).onChange().create();
  // Rows that another program writes start no such run, and what was refused for a moment is tried again.
  ScriptApp.newTrigger("sendNewRows").timeBased().everyMinutes(5).create();
}

/** Sends the rows that have a phone and no state. Two runs at once would send a row twice, so the second leaves it to the first. */
function sendNewRows() {
  const lock = LockService.getScriptLock();
  if (!lock.tryLock(1000)) return;
  try {
    const sheet = SpreadsheetApp.getActive().getSheetByName(TAB);
    if (!sheet) throw new Error(`There is no tab "${TAB}": name yours at the top of the script.`);
    const columns = { id: columnOf(sheet, ID), state: columnOf(sheet, STATE) };
    // As they are shown: a phone that is kept as a number would come without its zero or plus.
    const [names, ...rows] = sheet.getDataRange().getDisplayValues();
    const phone = names.indexOf(PHONE);
    if (phone < 0) throw new Error(`There is no column "${PHONE}": name yours at the top of the script.`);
    rows
      .map((cells, at) => ({ cells, number: at + 2 }))
      .filter(({ cells }) => cells[phone].trim() && !cells[columns.state - 1])
      .slice(0, MOST_ROWS)
      .forEach(({ cells, number }) => sendRow(sheet, number, names, cells, columns));
  } finally {
    lock.releaseLock();
  }
}

function sendRow(sheet, number, names, cells, columns) {
  // The row has its id before it is sent: whatever fails then, the bridge knows a repeat by it, and rings nobody twice.
  const id = cells[columns.id - 1] || Utilities.getUuid();
  if (!cells[columns.id - 1]) {
    sheet.getRange(number, columns.id).setValue(id);
    SpreadsheetApp.flush();
  }
  const lead = Object.fromEntries(
    names.map((name, at) => [name, cells[at]]).filter(([name, value]) => name && value && name !== ID && name !== STATE),
  );
  const state = answerTo(id, lead);
  if (state) sheet.getRange(number, columns.state).setValue(state);
}

/** What is to stand in the row; empty where it is to be sent again. */
function answerTo(id, lead) {
  let response;
  try {
    response = UrlFetchApp.fetch(address(), {
      method: "post",
      contentType: "application/json",
      headers: { "Idempotency-Key": id },
      payload: JSON.stringify(lead),
      muteHttpExceptions: true,
    });
  } catch (error) {
    return "";
  }
  const status = response.getResponseCode();
  if (status >= 200 && status < 300) return `sent ${new Date().toISOString()}`;
  // A wrong key is mended in the properties, and the rest passes: such rows wait.
  if (status === 401 || status === 403 || status === 404 || status === 408 || status === 429 || status >= 500) return "";
  return `refused (${status}): ${response.getContentText().slice(0, 300)}`;
}

/** Counted from 1; the column is added where it is missing. */
function columnOf(sheet, name) {
  const width = Math.max(sheet.getLastColumn(), 1);
  const [names] = sheet.getRange(1, 1, 1, width).getDisplayValues();
  const at = names.indexOf(name);
  if (at >= 0) return at + 1;
  const column = names.join("") === "" ? 1 : width + 1;
  sheet.getRange(1, column).setValue(name);
  return column;
}

function address() {
  const url = PropertiesService.getScriptProperties().getProperty("BRIDGE_URL") || "";
  if (!/^https:\/\/\S+\/leads\/\S+$/.test(url)) {
    throw new Error("Write the source's address as BRIDGE_URL into Project settings, Script properties.");
  }
  return url;
}
