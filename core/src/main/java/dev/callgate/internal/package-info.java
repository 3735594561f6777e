/** For nobody outside this module, which does not export it. */
package dev.callgate.internal;
