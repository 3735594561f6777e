package dev.callgate.examples.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.callgate.examples.console.login.Member;
import jakarta.annotation.Nullable;
import java.util.Locale;

/** A user; for the account of an agent, with the agent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record UserJson(
        String id, String username, String role, @Nullable String agentId, boolean passwordChangeDue) {
    static UserJson of(Member member) {
        return new UserJson(
                member.id(),
                member.getUsername(),
                member.role().name().toLowerCase(Locale.ROOT),
                member.agent() == null ? null : member.agent().value(),
                member.passwordChangeDue());
    }
}
