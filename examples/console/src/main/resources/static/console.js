'use strict';
// What pages change, they change by the API, in JSON. htmx sends it, and brings new pieces of pages; this says how.

const csrf = document.querySelector('meta[name=csrf]')?.content;
sessionStorage.setItem('csrf', csrf);
const dialog = bootstrap.Modal.getOrCreateInstance('#dialog');
const confirmation = bootstrap.Modal.getOrCreateInstance('#confirmation');
const LIVE_EVERY_MILLIS = 5000;

function toast(text, failed) {
  const element = document.createElement('div');
  element.className = `toast align-items-center border-0 text-bg-${failed ? 'danger' : 'success'}`;
  element.innerHTML = '<div class="d-flex"><div class="toast-body"></div>'
      + '<button type="button" class="btn-close btn-close-white me-2 m-auto" data-bs-dismiss="toast" aria-label="Close"></button></div>';
  element.querySelector('.toast-body').textContent = text;
  element.addEventListener('hidden.bs.toast', () => element.remove());
  document.getElementById('toasts').append(element);
  bootstrap.Toast.getOrCreateInstance(element, {delay: failed ? 10000 : 4000}).show();
}

function refresh() {
  document.querySelectorAll('.refreshed').forEach(each => htmx.trigger(each, 'changed'));
}

// The API converts no types: a number field is sent as a number, "a[]" as a list (of the lines of a text area), and what data-booleans names
// as true or false. A form leaves out what is empty.
function asJson(parameters, element) {
  const isForm = element.matches('form');
  const isNumber = name => isForm && element.querySelector(`input[type=number][name="${CSS.escape(name)}"]`) !== null;
  const hasLines = name => isForm && element.querySelector(`textarea[name="${CSS.escape(name)}"]`) !== null;
  const isBoolean = name => element.dataset.booleans?.split(' ').includes(name);
  const body = {};
  for (const name of new Set(parameters.keys())) {
    if (name.endsWith('[]')) {
      body[name.slice(0, -2)] = parameters.getAll(name)
          .flatMap(value => hasLines(name) ? value.split(/\r?\n/).map(line => line.trim()) : value)
          .filter(value => value !== '');
    } else if (!isForm || parameters.get(name) !== '') {
      const value = parameters.get(name);
      body[name] = isNumber(name) ? Number(value) : isBoolean(name) ? value === 'true' : value;
    }
  }
  return JSON.stringify(body);
}

htmx.defineExtension('api', {
  encodeParameters: (xhr, parameters, element) => {
    element.querySelectorAll('[data-not-sent]').forEach(each => parameters.delete(each.name));
    return asJson(parameters, element);
  },
});

document.addEventListener('htmx:configRequest', event => {
  const request = event.detail;
  if (request.verb === 'get') {
    for (const name of new Set(request.formData.keys())) {
      if (request.formData.get(name) === '') {
        request.formData.delete(name);
      }
    }
    return;
  }
  request.headers['X-CSRF-TOKEN'] = csrf;
  request.headers['Content-Type'] = 'application/json';
  request.path = request.path.replace(/{(\w+)}/, (all, name) => {
    const value = request.formData.get(name);
    request.formData.delete(name);
    return encodeURIComponent(value);
  });
});

// A dialog comes as the answer, and is shown when its form works.
document.addEventListener('htmx:afterSettle', event => {
  if (event.detail.target.id === 'dialog-content') {
    dialog.show();
    showChosenCountries();
  }
});
document.getElementById('dialog').addEventListener('shown.bs.modal', event =>
    event.target.querySelector('.modal-body input:not([type=hidden]), .modal-body select, .modal-body textarea')?.focus());

document.addEventListener('htmx:confirm', event => {
  const question = event.detail.question;
  if (!question) {
    return;
  }
  event.preventDefault();
  document.getElementById('confirmation-question').textContent = question;
  document.getElementById('confirmed').onclick = () => {
    confirmation.hide();
    event.detail.issueRequest(true);
  };
  confirmation.show();
});
document.getElementById('confirmation').addEventListener('shown.bs.modal', () => document.getElementById('confirmed').focus());

// Who is no longer logged in got the log-in page instead of a piece of this one.
document.addEventListener('htmx:beforeSwap', event => {
  if (new URL(event.detail.xhr.responseURL).pathname === '/login') {
    event.detail.shouldSwap = false;
    location.reload();
  }
});

function problemOf(xhr) {
  try {
    return JSON.parse(xhr.responseText).error;
  } catch {
    return {message: `The console answered ${xhr.status}. Try again.`, field: null};
  }
}

// The field that a problem is of: a field of a list has "[]" behind its name, and a message may name an element of the list.
function fieldOf(form, name) {
  const plain = name && CSS.escape(name.replace(/[.[].*$/, ''));
  return plain && [...form.querySelectorAll(`[name="${plain}"], [name="${plain}[]"], [data-field="${plain}"]`)]
      .find(each => each.offsetParent !== null && !each.readOnly);
}

function clearProblem(field) {
  document.getElementById(`${field.id}-problem`)?.remove();
  field.classList.remove('is-invalid');
  field.removeAttribute('aria-invalid');
  const described = (field.getAttribute('aria-describedby') ?? '').split(' ').filter(each => each !== `${field.id}-problem`).join(' ');
  if (described) {
    field.setAttribute('aria-describedby', described);
  } else {
    field.removeAttribute('aria-describedby');
  }
}

function clearProblems(form) {
  form.querySelectorAll('.is-invalid').forEach(clearProblem);
  form.querySelectorAll('[data-problem]').forEach(each => each.hidden = true);
}

// The message stands beside the wrong field, which gets the focus; if there is no such field, at the end of the form.
function showProblem(form, problem, focuses = true) {
  clearProblems(form);
  const field = fieldOf(form, problem.field);
  if (!field) {
    const place = form.querySelector('[data-problem]');
    place.textContent = problem.message;
    place.hidden = false;
    return;
  }
  const message = document.createElement('div');
  message.id = `${field.id}-problem`;
  message.className = 'invalid-feedback d-block';
  message.setAttribute('role', 'alert');
  message.textContent = problem.message;
  const countries = field.closest('[data-countries]');
  if (countries) {
    countries.append(message);
  } else {
    field.after(message);
  }
  field.classList.add('is-invalid');
  field.setAttribute('aria-invalid', 'true');
  field.setAttribute('aria-describedby', `${field.getAttribute('aria-describedby') ?? ''} ${message.id}`.trim());
  if (focuses) {
    field.focus();
  }
}

document.addEventListener('input', event => {
  if (event.target.classList.contains('is-invalid')) {
    clearProblem(event.target);
  }
});

document.addEventListener('htmx:beforeRequest', event => {
  if (event.detail.elt.matches('form')) {
    clearProblems(event.detail.elt);
  }
});

// The problem of a search, as its page shows it.
function problemOnPage(xhr) {
  const page = new DOMParser().parseFromString(xhr.responseText, 'text/html');
  const field = page.querySelector('form [aria-invalid=true]');
  return field && {field: field.name, message: page.getElementById(`${field.id}-problem`).textContent};
}

document.addEventListener('htmx:afterRequest', event => {
  const {elt, xhr, successful, requestConfig} = event.detail;
  if (!successful) {
    if (xhr.status === 401) {
      location.reload();
    } else if (elt.matches('form[role=search]') && problemOnPage(xhr)) {
      showProblem(elt, problemOnPage(xhr), false);
    } else if (elt.querySelector('[data-problem]')) {
      showProblem(elt, problemOf(xhr));
    } else if (!elt.hasAttribute('data-live')) {
      toast(xhr.status === 0 ? 'The console cannot be reached. Nothing was changed.' : problemOf(xhr).message, true);
    }
    return;
  }
  if (requestConfig.verb === 'get') {
    return;
  }
  const revealed = elt.dataset.reveal;
  if (revealed) {
    elt.querySelector(`#${revealed}`).value = JSON.parse(xhr.responseText)[revealed];
    elt.querySelector('[data-revealed]').hidden = false;
    elt.querySelector('[type=submit]').hidden = true;
  } else if (elt.dataset.next) {
    location.assign(elt.dataset.next);
  } else if (elt.matches('#dialog form')) {
    dialog.hide();
  } else if (elt.matches('form')) {
    elt.reset();
  }
  toast(elt.dataset.done, false);
  refresh();
});

// The lines of an answer, each as soon as it is there.
async function* linesOf(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const lines = (rest + piece.value).split('\n');
    rest = lines.pop();
    yield* lines;
  }
  yield rest;
}

// Usage is refreshed while calls are made, except while a menu is open or the page is hidden.
setInterval(() => {
  if (!document.hidden && !document.querySelector('.dropdown-menu.show, .modal.show')) {
    document.querySelectorAll('[data-live]').forEach(each => htmx.trigger(each, 'changed'));
  }
}, LIVE_EVERY_MILLIS);

function showChosenCountries() {
  const place = document.querySelector('#dialog [data-chosen]');
  if (!place) {
    return;
  }
  const chosen = [...document.querySelectorAll('#dialog .countries :checked')].map(each => each.value);
  const any = document.getElementById('any-country').checked;
  place.textContent = any ? 'Any country may be called.'
      : chosen.length === 0 ? 'No country is chosen: no call will be allowed.' : `Chosen: ${chosen.join(', ')}`;
}

document.addEventListener('input', event => {
  const element = event.target;
  if (element.matches('[data-country-search]')) {
    const wanted = element.value.trim().toLowerCase();
    document.querySelectorAll('#dialog .countries [data-name]').forEach(each =>
        each.hidden = !each.dataset.name.toLowerCase().includes(wanted));
  }
});

document.addEventListener('change', event => {
  const element = event.target;
  if (element.matches('[data-countries] input')) {
    showChosenCountries();
  } else if (element.matches('[data-shows]')) {
    for (const option of element.options) {
      const shown = option.dataset.show && document.getElementById(option.dataset.show);
      if (shown) {
        shown.hidden = shown.disabled = !option.selected;
      }
    }
  }
});
