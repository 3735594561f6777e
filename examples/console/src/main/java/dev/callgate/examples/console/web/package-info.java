/** The pages for browsers. They only read; every change is a request to the API. */
package dev.callgate.examples.console.web;
