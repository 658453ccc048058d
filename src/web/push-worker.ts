/** The service worker: shows what was sent, and opens the person's page when it is touched. It keeps nothing. */
export const pushWorkerScript = `
self.addEventListener('push', (event) => {
  const { title, body, url, tag, renotify } = event.data.json();
  event.waitUntil(self.registration.showNotification(title, { body, tag, renotify, data: { url } }));
});
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const address = new URL(event.notification.data.url, self.location.origin).href;
  event.waitUntil(
    self.clients.matchAll({ type: 'window' }).then((windows) => {
      const open = windows.find((one) => one.url === address);
      return open ? open.focus() : self.clients.openWindow(address);
    }),
  );
});
`;
