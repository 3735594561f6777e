package dev.callgate.examples.console.organization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "eu/dialer",
                "eu;dialer",
                "50% load",
                "a\\b",
                ".",
                "..",
                "a:b",
                "a?b",
                "a#b",
                "a\"b",
                "<b>",
                "admin\u200B",
                "ad\u202Emin",
                "a\u0000b",
                "a\nb",
                "\uD800",
                "\u0430dmin",
                "adm\u03B9n",
                "\uE000"
            })
    @DisplayName("L6, H1 names that look like another one, or that a URL cannot hold, are refused for users and tokens")
    void refused(String name) {
        assertThrows(IllegalArgumentException.class, () -> Names.user(name));
        assertThrows(IllegalArgumentException.class, () -> Names.token(name));
    }

    @Test
    @DisplayName("user names are told apart by neither case nor composition")
    void same() {
        assertEquals("admin", Names.user(" Admin "));
        assertEquals("rené", Names.user("RENE\u0301"));
        assertEquals("анна", Names.user("Анна"));
        assertEquals("anna@example.com", Names.user("Anna@Example.com"));
        assertEquals("東京 office", Names.user("東京 Office"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"anna@acme", "@acme", "anna@example.com@acme"})
    @DisplayName("a user name does not end as the login of a user of an organization does")
    void likeLogins(String name) {
        assertThrows(IllegalArgumentException.class, () -> Names.user(name));
    }

    @Test
    @DisplayName("names have a greatest length")
    void lengths() {
        assertEquals(64, Names.user("x".repeat(64)).length());
        assertThrows(IllegalArgumentException.class, () -> Names.user("x".repeat(65)));
        assertEquals(58, Names.token("x".repeat(58)).length());
        assertThrows(IllegalArgumentException.class, () -> Names.token("x".repeat(59)));
    }
}
