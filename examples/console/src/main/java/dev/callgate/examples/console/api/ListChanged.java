package dev.callgate.examples.console.api;

/**
 * The result of adding or removing a number.
 *
 * @param changed false if the list was like that already
 */
record ListChanged(boolean success, boolean changed) {}
