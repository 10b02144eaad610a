// What JupyterLab loads: a module-federation container as a bundler would write it, for one plain module.
(() => {
  let scope;
  const shared = async (name) => {
    const versions = Object.values(scope[name]);
    return (await (versions.find(({ loaded }) => loaded) ?? versions[0]).get())();
  };
  (window._JUPYTERLAB ??= {}).unknot = {
    init: (sharedScope) => void (scope = sharedScope),
    get: async () => {
      const { createPlugin } = await import("./opening.js");
      const plugin = createPlugin(await shared("@jupyterlab/notebook"), await shared("@jupyterlab/settingregistry"));
      return () => ({ __esModule: true, default: plugin });
    },
  };
})();
