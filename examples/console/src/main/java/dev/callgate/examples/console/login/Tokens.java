package dev.callgate.examples.console.login;

import dev.callgate.examples.console.audit.AccessLog;
import dev.callgate.examples.console.organization.Names;
import dev.callgate.examples.console.organization.Sha256;
import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/** The tokens of dialers. Each is 256 random bits, so that storing a plain hash of it is safe. Thread-safe. */
@Repository
public class Tokens {
    private static final int BYTES = 32;
    private static final String PREFIX = "cg_";

    /** A longer text is no token, and is not hashed. */
    private static final int LONGEST = 64;

    private final JdbcClient database;
    private final TransactionOperations transactions;
    private final AccessLog log;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Tokens(JdbcClient database, TransactionOperations transactions, AccessLog log, Clock clock) {
        this.database = database;
        this.transactions = transactions;
        this.log = log;
        this.clock = clock;
    }

    /**
     * A new token.
     *
     * @param secret what the dialer sends; it cannot be read again
     */
    public record Made(Token token, String secret) {}

    /**
     * Makes a token.
     *
     * @param expiresAt when it expires, or null if it is valid until it is revoked
     * @throws IllegalArgumentException if the name is against the rules, or the end is not in the future
     * @throws org.springframework.dao.DuplicateKeyException if the organization has a token of this name
     */
    public Made add(Member by, String name, @Nullable Instant expiresAt) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw new IllegalArgumentException("expires_at is %s, which is not in the future".formatted(expiresAt));
        }
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        Token made = new Token(UUID.randomUUID().toString(), Names.token(name), by.getUsername(), now, expiresAt, null);
        transactions.executeWithoutResult(begun -> {
            insert(made, Sha256.hex(secret), by.organization());
            log.tokenAdded(by.accessActor(), made.name());
        });
        return new Made(made, secret);
    }

    private void insert(Token made, String sha256, OrganizationId organization) {
        Instant expiresAt = made.expiresAt();
        database.sql("""
                INSERT INTO console_tokens (id, sha256, organization_id, name, created_by, created_at, expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)""")
                .params(made.id(), sha256, organization.value(), made.name(), made.createdBy())
                .params(utc(made.createdAt()))
                .param(expiresAt == null ? null : utc(expiresAt))
                .update();
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    /**
     * Returns one page of an organization's tokens, by name.
     *
     * @param offset how many tokens to skip
     */
    public List<Token> list(OrganizationId organization, int limit, int offset) {
        return database.sql("SELECT * FROM console_tokens WHERE organization_id = ? ORDER BY name LIMIT ? OFFSET ?")
                .params(organization.value(), limit, offset)
                .query(Tokens::token)
                .list();
    }

    /** Returns how many tokens an organization has. */
    public int count(OrganizationId organization) {
        return database.sql("SELECT COUNT(*) FROM console_tokens WHERE organization_id = ?")
                .param(organization.value())
                .query(Integer.class)
                .single();
    }

    /** Returns the first of the tokens that a user made, by name. */
    public List<Token> madeBy(Member user, int limit) {
        return database.sql(
                        "SELECT * FROM console_tokens WHERE organization_id = ? AND created_by = ? ORDER BY name LIMIT ?")
                .params(user.organization().value(), user.getUsername(), limit)
                .query(Tokens::token)
                .list();
    }

    /** Returns an organization's token, if there is one of this id. */
    public Optional<Token> find(OrganizationId organization, String id) {
        return database.sql("SELECT * FROM console_tokens WHERE organization_id = ? AND id = ?")
                .params(organization.value(), id)
                .query(Tokens::token)
                .optional();
    }

    /** Revokes a token. Returns whether the organization had one of this id. */
    public boolean revoke(Member by, String id) {
        return transactions.execute(begun -> {
            Optional<Token> token = find(by.organization(), id);
            token.ifPresent(each -> delete(by, each));
            return token.isPresent();
        });
    }

    /** Revokes the tokens that a user made, in the transaction of the caller. */
    void revokeAllOf(Member by, Member user) {
        madeBy(user, Integer.MAX_VALUE).forEach(each -> delete(by, each));
    }

    private void delete(Member by, Token token) {
        int deleted = database.sql("DELETE FROM console_tokens WHERE organization_id = ? AND id = ?")
                .params(by.organization().value(), token.id())
                .update();
        if (deleted > 0) {
            log.tokenRemoved(by.accessActor(), token.name());
        }
    }

    private static Token token(ResultSet row, int index) throws SQLException {
        LocalDateTime expiresAt = row.getObject("expires_at", LocalDateTime.class);
        return new Token(
                row.getString("id"),
                row.getString("name"),
                row.getString("created_by"),
                row.getObject("created_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                expiresAt == null ? null : expiresAt.toInstant(ZoneOffset.UTC),
                row.getObject("last_used_on", LocalDate.class));
    }

    /** A token, and its dialer. */
    private record Found(Member member, Token token) {}

    /** Returns the dialer of a valid token, unless its organization is closed. Records the day of its use, once a day. */
    Optional<Member> memberOf(String secret) {
        if (secret.length() > LONGEST) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Optional<Found> found = database.sql("""
                SELECT t.* FROM console_tokens t JOIN console_organizations o ON o.id = t.organization_id
                WHERE t.sha256 = ? AND NOT o.closed""")
                .param(Sha256.hex(secret))
                .query((row, index) -> new Found(
                        Member.dialer(
                                row.getString("id"),
                                row.getString("name"),
                                new OrganizationId(row.getString("organization_id"))),
                        token(row, index)))
                .optional()
                .filter(each -> each.token().expiresAt() == null
                        || now.isBefore(each.token().expiresAt()));
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        found.filter(each -> !today.equals(each.token().lastUsedOn()))
                .ifPresent(each -> database.sql("UPDATE console_tokens SET last_used_on = ? WHERE id = ?")
                        .params(today, each.token().id())
                        .update());
        return found.map(Found::member);
    }
}
