package dev.callgate.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Runs a test only if the store does not declare this ability. The test verifies that the store rejects its use. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Lacks {
    Ability value();
}
