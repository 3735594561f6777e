/**
 * For hosts that call numbers in the US and Canada: {@link dev.callgate.dnc.DoNotCallFile} is a rule that refuses calls to the
 * numbers on a national do-not-call list, and {@link dev.callgate.dnc.DoNotCallImport} makes its file from the lists that the
 * registries publish.
 */
package dev.callgate.dnc;
