/** Telephone numbers in E.164 form, and the inventory of an organization's own. */
package dev.callgate.number;
