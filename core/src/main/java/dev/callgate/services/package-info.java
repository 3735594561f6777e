/**
 * For hosts that use several parts of the library: {@link dev.callgate.services.CallGateServices} makes them over one store, with one
 * clock, one actor and the same listeners.
 */
package dev.callgate.services;
