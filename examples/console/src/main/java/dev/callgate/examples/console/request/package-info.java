/** Parses requests for both the API and the pages: their values, and the problems that are reported to clients. */
package dev.callgate.examples.console.request;
