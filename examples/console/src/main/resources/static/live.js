'use strict';
// Reads the changing part of the page again when the server says that something changed. Where it cannot say so, reads it at intervals.

const live = document.getElementById('live');
const liveState = document.getElementById('live-state');
const pause = document.getElementById('live-pause');
const LIVE_READ_EVERY_MILLIS = 5000;
const RETRY_EVENTS_MILLIS = 60000;
let liveEvents = null;
let timer = null;
let reading = false;
let stale = false;

const isPaused = () => pause.getAttribute('aria-pressed') === 'true';
// Whoever reads a link with the keyboard keeps it.
const isHeld = () => isPaused() || document.hidden || live.contains(document.activeElement);

async function readLive() {
  if (reading || isHeld()) {
    stale = true;
    say();
    return;
  }
  reading = true;
  stale = false;
  try {
    const response = await fetch(live.dataset.now, {headers: {Accept: 'text/html'}, redirect: 'error'});
    if (!response.ok) {
      throw new Error(`answer ${response.status}`);
    }
    live.innerHTML = await response.text();
    drawAll();
  } catch (error) {
    liveState.textContent = 'Not updated: the console does not answer. Reload the page.';
  }
  reading = false;
  if (stale) {
    readLive();
  }
}

function readAtIntervals() {
  liveEvents?.close();
  liveEvents = null;
  if (timer === null) {
    timer = setInterval(readLive, LIVE_READ_EVERY_MILLIS);
    setTimeout(listen, RETRY_EVENTS_MILLIS);
  }
  say();
}

function listen() {
  liveEvents = new EventSource(live.dataset.events);
  liveEvents.addEventListener('changed', () => {
    clearInterval(timer);
    timer = null;
    say();
    readLive();
  });
  // The browser connects again by itself, unless the answer was a refusal.
  liveEvents.addEventListener('error', () => {
    if (liveEvents.readyState === EventSource.CLOSED) {
      readAtIntervals();
    }
  });
}

function say() {
  if (isPaused()) {
    liveState.textContent = stale ? 'Paused, and something changed' : 'Paused';
  } else {
    liveState.textContent = timer === null ? 'Updated as calls happen' : 'Updated every 5 seconds';
  }
}

pause.addEventListener('click', () => {
  pause.setAttribute('aria-pressed', String(!isPaused()));
  pause.classList.toggle('active', isPaused());
  say();
  resume();
});

function resume() {
  if (stale && !isHeld()) {
    readLive();
  }
}

live.addEventListener('focusout', () => setTimeout(resume));
document.addEventListener('visibilitychange', resume);
if ('EventSource' in window) {
  listen();
} else {
  readAtIntervals();
}
