package dev.callgate.spring.boot;

import dev.callgate.PolicyDocument;
import dev.callgate.policy.DoNotCallList;
import jakarta.annotation.Nullable;
import java.util.Base64;
import java.util.function.Function;

/** Finds what a policy only names: do-not-call lists among the beans, by their names, and the key for hashes in the properties. */
final class PolicyResources implements PolicyDocument.Resources {
    private final Function<String, DoNotCallList> lists;

    @Nullable
    private final String key;

    PolicyResources(Function<String, DoNotCallList> lists, @Nullable String key) {
        this.lists = lists;
        this.key = key;
    }

    @Override
    public DoNotCallList doNotCallList(String name) {
        DoNotCallList list = lists.apply(name);
        if (list == null) {
            throw new IllegalArgumentException(
                    "the policy names the do-not-call list \"%s\", and there is no such list: define a bean of type DoNotCallList with this name"
                            .formatted(name));
        }
        return list;
    }

    @Override
    public byte[] calleeKey() {
        if (key == null) {
            throw new IllegalStateException(
                    "the policy keeps hashes of callees, and there is no key for them: set callgate.callee-key to the Base64 form of at least 32 random bytes");
        }
        try {
            return Base64.getDecoder().decode(key);
        } catch (IllegalArgumentException e) {
            // without the cause, whose message has a character of the key
            throw new IllegalStateException(
                    "callgate.callee-key is not in Base64 form: encode the bytes of the key as Base64");
        }
    }
}
