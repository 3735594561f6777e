/** The pages for browsers. They are made here to be read; what they change, they change by the API, as any other client. */
package dev.callgate.examples.console.web;
