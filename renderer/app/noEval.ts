import * as z from 'zod';

// The window's policy forbids code made from text, which zod would otherwise try for speed. First import of the window.
z.config({ jitless: true });
