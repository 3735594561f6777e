package dev.callgate.dnc;

/** Takes the numbers of a list one by one, so that none has to be kept. */
@FunctionalInterface
interface NumberSink {
    /**
     * Takes a number.
     *
     * @param areaCode 200 to 999
     * @param local the seven digits behind the area code
     */
    void take(Change change, int areaCode, int local);
}
