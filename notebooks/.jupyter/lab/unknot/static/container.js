// What JupyterLab loads: a module-federation container as a bundler would write it, for one plain module.
// Its address ends in the digest that `make notebooks` put into package.json, for browsers keep it a year.
(() => {
  const version = new URL(document.currentScript.src).search;
  let scope;
  const shared = async (name) => {
    const versions = Object.values(scope[name]);
    return (await (versions.find(({ loaded }) => loaded) ?? versions[0]).get())();
  };
  (window._JUPYTERLAB ??= {}).unknot = {
    init: (sharedScope) => void (scope = sharedScope),
    get: async () => {
      const { createPlugin } = await import(`./opening.js${version}`);
      const plugin = createPlugin(await shared("@jupyterlab/notebook"), await shared("@jupyterlab/settingregistry"));
      return () => ({ __esModule: true, default: plugin });
    },
  };
})();
