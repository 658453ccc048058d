/** The system of codes, and the address of the extension, by which rounds knows again what it wrote into a health record. */
export const OWN_RECORD = 'urn:rounds:record';
/** The code of a result whose name stands in the text beside it as it was told. */
export const OWN_RESULT = 'result';
/** The parts of the extension of a medicine: that it is one stretch of a dose, and the dose and the time as they were told. */
export const OWN_DOSE = { isPeriod: 'dose-period', dose: 'dose', time: 'time' } as const;
