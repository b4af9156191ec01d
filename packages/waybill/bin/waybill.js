#!/usr/bin/env node
process.stdout.write('waybill\n')
