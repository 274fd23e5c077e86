/** Set to `test-variant` by `npm run package -- --test-variant`; electron-builder's hooks have no other way to be told. */
export const fusesVariable = 'CIS2_PACKAGE_FUSES';

export const testVariantNotice = 'TEST-VARIANT-DO-NOT-SHIP.txt';
