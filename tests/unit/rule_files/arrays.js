var sites = [
  "*://*.corp.example/*",
  "wiki.example.org",
  "*.labs.example"
];
