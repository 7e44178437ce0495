/** The whole page: no other file, no library, no secret. */
export const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Try the user pool</title>
<style>
  :root { color-scheme: light dark; --edge: light-dark(#d1d9e0, #3d444d); --accent: light-dark(#0969da, #4493f8) }
  body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 68rem; padding: 0 1rem }
  main { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)) }
  section { border: 1px solid var(--edge); border-radius: 6px; padding: 0 1rem 1rem }
  .wide { grid-column: 1 / -1 }
  label { display: block; margin: .5rem 0 } input { display: block; font: inherit; width: 100%; box-sizing: border-box; padding: .3rem }
  button { font: inherit; margin-top: .5rem; padding: .3rem .9rem; border: 0; border-radius: 6px; color: #fff; background: var(--accent) }
  pre { overflow: auto; max-height: 16rem; white-space: pre-wrap; overflow-wrap: anywhere } td { padding: .1rem 1rem .1rem 0; vertical-align: top; overflow-wrap: anywhere }
  .bad { color: light-dark(#d1242f, #f85149) }
</style>
<h1>Try the user pool <small id="id"></small></h1>
<main>
  <section><h2>Sign up</h2><form id="signUp">
    <label><span id="who">username</span> <input name="username" required autocomplete="off"></label>
    <label>password <input name="password" type="password" required autocomplete="new-password"></label>
    <div id="required"></div><button>Sign up</button></form><pre id="signUpAnswer" role="status"></pre></section>
  <section><h2>Confirm</h2><form id="confirm">
    <label>code <input name="code" required inputmode="numeric" autocomplete="one-time-code"></label>
    <button>Confirm</button></form><pre id="confirmAnswer" role="status"></pre></section>
  <section><h2>Sign in</h2><form id="signIn"><p>With what was given above.</p><button>Sign in</button></form>
    <form id="remove"><button>Remove the user</button></form><pre id="removeAnswer" role="status"></pre></section>
  <section class="wide"><h2>Claims</h2><pre id="signInAnswer" role="status"></pre></section>
  <section class="wide"><h2>The trigger's log</h2><pre id="log"></pre></section>
  <section class="wide"><h2>Differences from the program</h2><pre id="differences"></pre></section>
  <section class="wide"><h2>Settings</h2><table id="settings"></table></section>
</main>
<script>
  const byId = (id) => document.getElementById(id);
  const since = Date.now() - 1000;
  const ask = async (action, given = {}) => {
    const response = await fetch(action, { method: "POST", body: JSON.stringify(given) });
    const body = await response.json();
    if (!response.ok) throw new Error(body.error);
    return body;
  };
  const user = () => ({ username: byId("signUp").username.value, password: byId("signUp").password.value });
  const attributes = () => Object.fromEntries([...byId("required").querySelectorAll("input")].map((input) => [input.name, input.value]));
  const given = {
    signUp: () => ({ ...user(), attributes: attributes() }),
    confirm: () => ({ ...user(), code: byId("confirm").code.value }),
    signIn: user,
    remove: user,
  };
  for (const [action, values] of Object.entries(given)) {
    byId(action).addEventListener("submit", async (event) => {
      event.preventDefault();
      const shown = byId(action + "Answer");
      shown.className = "";
      shown.textContent = "…";
      try {
        shown.textContent = JSON.stringify(await ask(action, values()), undefined, 2);
      } catch (error) {
        shown.className = "bad";
        shown.textContent = error.message;
      }
    });
  }
  const rows = (value, path = "") => value === null || typeof value !== "object" || Array.isArray(value)
    ? [[path, JSON.stringify(value)]]
    : Object.entries(value).flatMap(([name, item]) => rows(item, path === "" ? name : path + "." + name));
  const showPool = async () => {
    const pool = await ask("pool");
    byId("id").textContent = pool.id;
    byId("who").textContent = pool.signsInWith;
    byId("differences").textContent = pool.differences.join("\\n") || "none";
    for (const name of pool.required.filter((one) => one !== pool.signsInWith)) {
      const label = document.createElement("label");
      const input = Object.assign(document.createElement("input"), { name, required: true });
      label.append(name + " ", input);
      byId("required").append(label);
    }
    for (const row of rows(pool.settings)) {
      const line = byId("settings").insertRow();
      for (const cell of row) line.insertCell().textContent = cell;
    }
  };
  const showLog = async () => {
    const { lines } = await ask("logs", { since }).catch((error) => ({ lines: [error.message] }));
    byId("log").textContent = lines.join("\\n");
    setTimeout(showLog, 2000);
  };
  showPool().catch((error) => { byId("differences").textContent = error.message; });
  showLog();
</script>
</html>
`;
