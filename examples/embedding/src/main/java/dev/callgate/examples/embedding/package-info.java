/** The code of the pages of this folder: the gate in frameworks, before providers and in languages of many hosts. */
package dev.callgate.examples.embedding;
