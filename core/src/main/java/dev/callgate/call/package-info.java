/** The requests to a gate and its decisions. */
package dev.callgate.call;
