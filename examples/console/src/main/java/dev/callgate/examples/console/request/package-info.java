/** Reads requests, for the API and the pages alike: their values, and the problems that a client is told. */
package dev.callgate.examples.console.request;
