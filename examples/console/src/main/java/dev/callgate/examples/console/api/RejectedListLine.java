package dev.callgate.examples.console.api;

/**
 * A line of an upload that is not a number.
 *
 * @param text its first column, with the digits masked
 */
record RejectedListLine(long line, String text) {}
