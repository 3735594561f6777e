/** The REST API under {@code /api/v1}. */
package dev.callgate.examples.console.api;
