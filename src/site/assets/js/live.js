// A page that is served loads itself again as the book or a text changes.

export async function startLive() {
  if (!document.body.hasAttribute("data-live")) return;
  for (let version = "";;) {
    try {
      const answer = await fetch(`/changes?since=${encodeURIComponent(version)}`, {cache: "no-store"});
      const now = (await answer.text()).trim();
      if (answer.ok && version && now !== version) return location.reload();
      if (answer.ok) version = now;
      else throw new Error(now);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 2000)); // the server is away; it may come back
    }
  }
}
