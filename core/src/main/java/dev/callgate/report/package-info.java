/** What was called, how much and how well: by agent, number, country and day. */
package dev.callgate.report;
