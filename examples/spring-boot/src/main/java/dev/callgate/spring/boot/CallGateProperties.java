package dev.callgate.spring.boot;

import dev.callgate.storage.jdbc.GroupCommit;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code callgate.*}. An unknown one stops the application, because a misspelled limit would allow too much.
 *
 * @param storage Where calls are counted: in the database of the application's DataSource, or in memory, which is for tests.
 * @param migrate Whether the library's tables are created and updated at startup. By default, they are, unless
 *     spring.flyway.locations contains the library's migrations.
 * @param zone Time zone of the organization, in which its day begins. Required, unless the application has a CallPolicy bean.
 * @param region Region for destinations in national form, such as US.
 * @param calleeKey Base64 form of the secret key, of at least 32 random bytes, for a policy whose callees are "hashed".
 * @param assignmentCacheTtl Time after which cached assignments expire; zero disables the cache. Five minutes by default.
 * @param groupCommit Whether and how calls that wait at the same moment are counted together.
 * @param policy Policy of the organization, with the fields of PolicyDocument, such as limits. The zone and the region are those of
 *     callgate.zone and callgate.region.
 */
@ConfigurationProperties(prefix = "callgate", ignoreUnknownFields = false)
record CallGateProperties(
        @DefaultValue("jdbc") StorageType storage,
        @Nullable Boolean migrate,
        @Nullable ZoneId zone,
        @Nullable String region,
        @Nullable String calleeKey,
        @Nullable Duration assignmentCacheTtl,
        @DefaultValue Grouping groupCommit,
        @DefaultValue Map<String, Object> policy) {
    /** The stores that an application can have without defining one. */
    enum StorageType {
        JDBC,
        MEMORY
    }

    /**
     * The properties {@code callgate.group-commit.*}, with the defaults of {@link GroupCommit#standard}.
     *
     * @param enabled Whether calls that wait at the same moment are counted together.
     * @param largestGroup Maximum number of calls in a group.
     * @param groupsAtOnce Maximum number of groups of one organization that run at the same time.
     * @param maxWait Maximum time that a call waits for its turn and its result.
     */
    record Grouping(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("256") int largestGroup,
            @DefaultValue("2") int groupsAtOnce,
            @DefaultValue("5s") Duration maxWait) {
        GroupCommit settings() {
            return new GroupCommit(largestGroup, groupsAtOnce, maxWait);
        }
    }

    /** Does not contain the key. */
    @Override
    public String toString() {
        return "callgate.storage=%s, callgate.zone=%s, callgate.region=%s".formatted(storage, zone, region);
    }
}
