/** What stands against a call, besides numbers, countries and caps. */
package dev.callgate.rule;
