package dev.callgate.examples.console.organization;

import dev.callgate.model.AgentId;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The rules for what people, tokens, and agents are called, so that names that look alike are the same name. */
public final class Names {
    /** As long as an actor's id in the audit trail may be. */
    public static final int MAX_LENGTH = 64;

    /** So that the actor {@code token:NAME} is no longer than an actor's id may be. */
    private static final int MAX_TOKEN_LENGTH = MAX_LENGTH - "token:".length();

    /** They have a meaning in a URL, in HTTP Basic, or in a file name, or are quoted in messages. */
    private static final String RESERVED = "/;%\\:?#\"<>";

    /** Names of pages, which stand where a page of an agent has the ID. */
    private static final Set<String> RESERVED_AGENT_IDS = Set.of("new", "choices");

    /** Scripts whose letters look alike. Names of a letter of one and a letter of another are refused. */
    private static final Set<UnicodeScript> CONFUSABLE_SCRIPTS = EnumSet.of(
            UnicodeScript.LATIN,
            UnicodeScript.CYRILLIC,
            UnicodeScript.GREEK,
            UnicodeScript.ARMENIAN,
            UnicodeScript.CHEROKEE,
            UnicodeScript.COPTIC,
            UnicodeScript.LISU);

    private Names() {}

    /**
     * Returns a name as it is kept: in normalization form C (Unicode Standard Annex #15), without white space around it.
     *
     * @throws IllegalArgumentException if it is empty, longer than 64 characters, or has a character that is not shown, such as a
     *     control or format character, or half of a surrogate pair
     */
    public static String require(String what, String text) {
        String name = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
        if (name.isEmpty()) {
            throw new IllegalArgumentException(what + " is empty: give one");
        }
        if (name.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "%s has %d characters: use at most %d".formatted(what, name.length(), MAX_LENGTH));
        }
        if (!name.codePoints().allMatch(Names::isAllowed)) {
            throw new IllegalArgumentException(
                    what + " has a control character or another one that is not shown: leave it out");
        }
        return name;
    }

    private static boolean isAllowed(int codePoint) {
        boolean isOddSpace = Character.isWhitespace(codePoint) && codePoint != ' ';
        return isShown(codePoint) && !isOddSpace && Character.getType(codePoint) != Character.PRIVATE_USE;
    }

    /** Returns whether a character is shown, unlike control and format characters, and halves of surrogate pairs. */
    public static boolean isShown(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    /**
     * Returns a new user name as it is kept, in lower case.
     *
     * @throws IllegalArgumentException if it is not one, as {@link #require} and {@link #token} say, or ends like the login of an
     *     organization's user
     */
    public static String user(String text) {
        String name = identifier("username", text).toLowerCase(Locale.ROOT);
        int at = name.lastIndexOf('@');
        if (at == 0 || (at > 0 && name.indexOf('.', at) < 0)) {
            throw new IllegalArgumentException(
                    "username \"%s\" ends like a login of an organization's user: use a name without @, or an e-mail address"
                            .formatted(name));
        }
        return name;
    }

    /**
     * Returns a new token's name as it is kept.
     *
     * @throws IllegalArgumentException if it is longer than 58 characters, has a character that is reserved in URLs, consists of
     *     dots, or mixes letters of scripts that look alike (Unicode Technical Standard #39)
     */
    public static String token(String text) {
        String name = identifier("name", text);
        if (name.length() > MAX_TOKEN_LENGTH) {
            throw new IllegalArgumentException(
                    "name has %d characters: use at most %d".formatted(name.length(), MAX_TOKEN_LENGTH));
        }
        return name;
    }

    /**
     * Returns the ID of a new agent that the host chose.
     *
     * @throws IllegalArgumentException if it is empty or longer than 64 characters, has a character that is reserved in URLs, or is
     *     the name of a page
     */
    public static AgentId agent(String text) {
        String id = identifier("id", text);
        if (RESERVED_AGENT_IDS.contains(id)) {
            throw new IllegalArgumentException("id \"%s\" is the name of a page: choose another one".formatted(id));
        }
        return new AgentId(id);
    }

    private static String identifier(String what, String text) {
        String name = require(what, text);
        if (name.chars().anyMatch(each -> RESERVED.indexOf(each) >= 0)
                || name.chars().allMatch(each -> each == '.')) {
            throw new IllegalArgumentException(
                    "%s has one of the characters %s or consists of dots: use letters, digits, and - _ . @"
                            .formatted(what, String.join(" ", RESERVED.split(""))));
        }
        Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
        name.codePoints()
                .filter(Character::isLetter)
                .mapToObj(UnicodeScript::of)
                .forEach(scripts::add);
        scripts.retainAll(CONFUSABLE_SCRIPTS);
        if (scripts.size() > 1) {
            throw new IllegalArgumentException(
                    "%s mixes letters of %s, which look alike: use one script".formatted(what, scripts));
        }
        return name;
    }
}
