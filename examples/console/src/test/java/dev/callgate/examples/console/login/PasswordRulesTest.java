package dev.callgate.examples.console.login;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

class PasswordRulesTest {
    private static final String[] CONTEXT = {"zoe-manager", "Brightwater Calls"};

    @ParameterizedTest
    @CsvSource(ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            1234567890,characters; choose
            aaaaaaaaaa,characters; choose
            '          ',characters; choose
            qwertyuiop,characters; choose
            password12,characters; choose
            zoe-manager,characters; choose
            Fourteen-Chars,14 characters
            123456789012345,common password
            aaaaaaaaaaaaaaaa,sequence
            '                ',repeated
            qwertyuiopasdfghjkl,common password
            PASSWORD1234567,common password
            Password1234567!,common password
            P@ssw0rd1234567,common password
            passwordpassword,repeated
            password password,common password
            Summer2026Summer2026,repeated
            abcdefghijklmnop,sequence
            !@#$%^&*()_+{}|,keyboard
            letmeinletmein123,repeated
            zoe-manager-zoe-manager,name of the user
            ZoeManagerZoeManager,too easy
            brightwatercalls,name of the user
            Brightwater Calls 1,name of the user
            callgatecallgate,name of the user
            CallGate console,name of the user
            abcabcabcabcabcabc,repeated
            """)
    @DisplayName(
            "a password that is short, common, repeated, in sequence, or of the context's names is refused, and the rule is named")
    void refused(String password, String rule) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> PasswordRules.require(password, CONTEXT));
        String message = String.valueOf(e.getMessage());
        assertTrue(message.contains(rule), message);
        assertTrue(message.contains("choose"), message);
        assertFalse(message.contains(password), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery",
                "four plain words together",
                "Gx7#kQ2!mP9$wL4",
                " leading and trailing ",
                "zwölf Boxkämpfer jagen",
                "верный конь и батарея",
                "kestrel 77 umbrella"
            })
    @DisplayName("a password of 15 characters of any kind that is hard to guess is taken")
    void taken(String password) {
        assertDoesNotThrow(() -> PasswordRules.require(password, CONTEXT));
    }

    @Test
    @DisplayName(
            "characters are counted as people see them, and at most 72 bytes are taken, also of a text of a megabyte")
    void lengths() {
        assertThrows(IllegalArgumentException.class, () -> PasswordRules.require("🦊🐢🚲🎻🌵🍩🎈🧲🪁🔭🧭🪐🎲🥁"));
        String bytes72 = "Vex tulip grommet " + "quorum lintel obsidian harbor meadow zinc kelp banjo ix";
        assertDoesNotThrow(() -> PasswordRules.require(bytes72.substring(0, 72)));
        for (String each : new String[] {bytes72.substring(0, 72) + "x", "é".repeat(37), "x".repeat(1_000_000)}) {
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> PasswordRules.require(each));
            assertTrue(String.valueOf(e.getMessage()).contains("longer than 72 bytes"), e.getMessage());
        }
    }

    @Test
    @DisplayName("a password is the same in either of Unicode's forms")
    void composed() {
        PasswordHashing hashing = new PasswordHashing(new BCryptPasswordEncoder(4), 1, PasswordHashing.MAX_WAIT);
        String decomposed = "cafe\u0301 with two spoons";
        assertTrue(hashing.matches("caf\u00e9 with two spoons", hashing.encode(decomposed)));
        assertFalse(hashing.matches("cafe with two spoons", hashing.encode(decomposed)));
        assertEquals("caf\u00e9", PasswordRules.normalized("cafe\u0301"));
    }
}
