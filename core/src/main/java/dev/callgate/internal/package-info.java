/** Utilities for this module, which does not export this package. */
package dev.callgate.internal;
