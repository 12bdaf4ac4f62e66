// Plain JavaScript on purpose: it must run on any Node, to say what is wrong before TypeScript is loaded.
import module from 'node:module';

const major = Number(process.versions.node.split('.')[0]);

if (major < 26) {
  process.stderr.write(
    `LiveStock needs Node 26 or newer and this is ${process.version}: start it with "npm start" after "npm ci" ` +
      '(npm brings Node 26 on Linux, macOS x64 and Windows x64), or install Node 26.\n',
  );
  process.exit(78);
}

module.enableCompileCache?.();
