// A page that is served loads itself again as the book or a text changes. The server holds its answer back until there is
// something new, or for half a minute. A page that nobody sees does not ask: browsers allow few connections to one server.
import { byId } from "./dom.js";

function seen() {
  return new Promise((resolve) => {
    const look = () => {
      if (document.hidden) return;
      document.removeEventListener("visibilitychange", look);
      resolve(undefined);
    };
    document.addEventListener("visibilitychange", look);
    look();
  });
}

export async function startLive() {
  const version = byId("live")?.dataset.version;
  while (version) {
    await seen();
    const away = new AbortController();
    const leave = () => document.hidden && away.abort();
    document.addEventListener("visibilitychange", leave);
    try {
      const answer = await fetch(`/changes?since=${encodeURIComponent(version)}`, {cache: "no-store", signal: away.signal});
      if (answer.ok && (await answer.text()).trim() !== version) return location.reload();
      if (!answer.ok) throw new Error(answer.statusText);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1000)); // the server is away, or the page is; both may come back
    }
    document.removeEventListener("visibilitychange", leave);
  }
}
